/**
 * Retraining by message: carries out the commands of the control topic, once each, and announces
 * what came of them on the models topic.
 */
@NullMarked
package io.leebert.trainer.service;

import org.jspecify.annotations.NullMarked;
