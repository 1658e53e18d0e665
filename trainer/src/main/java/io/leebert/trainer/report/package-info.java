/**
 * What a run was and brought: its record, its plots and pages, and several runs beside each other.
 */
@NullMarked
package io.leebert.trainer.report;

import org.jspecify.annotations.NullMarked;
