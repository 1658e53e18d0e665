package io.leebert.deploy.sample;

/**
 * One message of the sample set.
 *
 * @param text what the customer wrote
 * @param label its true label: the main intent, whatever else the message mentions
 */
public record Message(String text, String label) {}
