/** Sends commands to the trainer and shows what becomes of them. */
@NullMarked
package io.leebert.deploy.control;

import org.jspecify.annotations.NullMarked;
