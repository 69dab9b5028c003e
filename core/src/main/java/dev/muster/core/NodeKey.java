package dev.muster.core;

public record NodeKey(String value) {}
