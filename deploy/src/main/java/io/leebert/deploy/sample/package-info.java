/** The sample set: short customer messages of an online pharmacy and shop, made by a grammar. */
@NullMarked
package io.leebert.deploy.sample;

import org.jspecify.annotations.NullMarked;
