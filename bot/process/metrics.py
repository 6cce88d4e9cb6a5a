"""Counts and times what happens while the Café runs, for Prometheus. One object a process."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

FAST = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
"""Seconds. A reply is ready within ten milliseconds; a platform takes hundreds."""


class Metrics:
    """Names begin with `plek_`; times are seconds."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.handled = Counter(
            "plek_events_handled_total", "Events handled, by outcome.", ["kind", "outcome"], registry=self.registry
        )
        self.misses = Counter(
            "plek_misses_total",
            "Sentences that were not understood, by kind: unread, unsure, declined, nothing_to_go_on. No words.",
            ["kind", "language"],
            registry=self.registry,
        )
        self.handling = Histogram(
            "plek_event_handling_seconds",
            "From taking up an event to its commit.",
            buckets=FAST,
            registry=self.registry,
        )
        self.sends = Counter(
            "plek_sends_total",
            "Letters tried, by what came of it: sent, retried, parked.",
            ["platform", "lane", "outcome"],
            registry=self.registry,
        )
        self.sending = Histogram(
            "plek_send_seconds", "How long a platform took.", ["platform"], buckets=FAST, registry=self.registry
        )
        self.waited = Histogram(
            "plek_letter_age_seconds",
            "From storing a letter to its arrival.",
            ["lane"],
            buckets=(*FAST, 60, 300, 1800, 7200, 86400),
            registry=self.registry,
        )
        self.depth = Gauge("plek_outbox_waiting", "Letters that wait.", ["platform", "lane"], registry=self.registry)
        self.parked = Gauge("plek_outbox_parked", "Letters given up on.", ["platform", "lane"], registry=self.registry)
        self.age = Gauge(
            "plek_outbox_oldest_seconds", "Age of the oldest letter that waits.", ["platform"], registry=self.registry
        )
        self.digests = Counter(
            "plek_digests_total", "Digests made, by outcome: sent, quiet.", ["outcome"], registry=self.registry
        )
        self.digest_lag = Gauge(
            "plek_digest_lag_seconds",
            "How late the digest is that is longest due; 0 when none is.",
            registry=self.registry,
        )
        self.happened = Gauge(
            "plek_happened_last_day",
            "How often what topics count happened in the last 24 hours: questions asked, signals decided. Of nobody.",
            ["what"],
            registry=self.registry,
        )
        self.leader = Gauge("plek_leader", "1 in the process that runs the clock.", registry=self.registry)
        self.database_failures = Counter(
            "plek_database_failures_total",
            "Work put off because the database did not answer.",
            registry=self.registry,
        )
