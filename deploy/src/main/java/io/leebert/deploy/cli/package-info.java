/** The launcher's commands besides train, evaluate and serve. */
@NullMarked
package io.leebert.deploy.cli;

import org.jspecify.annotations.NullMarked;
