/** What the programs are made of, and on which terms. */
@NullMarked
package io.leebert.deploy.materials;

import org.jspecify.annotations.NullMarked;
