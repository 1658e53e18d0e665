package io.leebert.trainer.data;

import org.jspecify.annotations.Nullable;

/**
 * One labelled text as a file gives it.
 *
 * @param text the text, never blank
 * @param textPair the second text of a pair task, or null
 * @param label the label, never blank
 * @param line where it starts in its file, 1-based, for messages
 */
public record LabelledRow(String text, @Nullable String textPair, String label, long line) {}
