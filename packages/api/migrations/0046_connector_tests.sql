-- What came of the last test of a connector.
alter table connector
  add tested_at timestamptz,
  add test_outcome text check (test_outcome in
    ('DONE', 'REFUSED', 'GONE', 'UNAVAILABLE', 'TIMEOUT', 'NETWORK', 'THROTTLED', 'NOT_SENT')),
  add test_words text,
  add test_detail text,
  add check ((tested_at is null) = (test_outcome is null));
