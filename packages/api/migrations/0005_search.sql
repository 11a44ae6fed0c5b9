-- Subscriptions are found by the beginning of their reference.
create index subscription_by_reference on subscription (reference_key);
