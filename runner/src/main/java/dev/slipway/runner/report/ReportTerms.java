package dev.slipway.runner.report;

import java.time.LocalDate;
import java.util.function.UnaryOperator;

/**
 * What applies to the reports of a run.
 *
 * @param quarantine the failures that do not count
 * @param today the day that decides which entries of it have expired
 * @param mask hides secrets in what the reports say
 */
public record ReportTerms(Quarantine quarantine, LocalDate today, UnaryOperator<String> mask) {}
