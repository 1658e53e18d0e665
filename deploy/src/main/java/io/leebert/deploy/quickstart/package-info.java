/** The whole path in one command, with a summary. */
@NullMarked
package io.leebert.deploy.quickstart;

import org.jspecify.annotations.NullMarked;
