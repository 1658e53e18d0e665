package io.leebert.streams.configuration;

import io.leebert.streams.autoscale.AutoscaleSettings;
import org.jspecify.annotations.Nullable;

/**
 * What the user said about patience.
 *
 * @param fixed the number that was asked for, or null
 * @param required true when auto was asked for by name: a bundle that cannot do it is an error
 * @param allowed false when a fixed patience was asked for
 * @param settings limits and targets
 */
public record PatienceChoice(
    @Nullable Integer fixed, boolean required, boolean allowed, AutoscaleSettings settings) {}
