-- What a small installation of the previous release holds: something in every table. Ids end in a number of their own.
create function pg_temp.id(number int) returns uuid language sql as $$ select ('00000000-0000-7000-8000-' || lpad(number::text, 12, '0'))::uuid $$;

insert into reseller (id, name, is_platform, address, vat_number, bank, invoice_prefix, status, created_at)
  select pg_temp.id(n), name, n = 1, '{"line1": "1 High Street", "line2": null, "city": "Leeds", "county": null, "postcode": "LS1 1AA", "country": "GB"}',
      'GB123456788', '{"accountName": "Account", "sortCode": "20-00-00", "accountNumber": "12345678"}', prefix, status, '2026-01-01Z'
    from (values (1, 'Operator', 'OP', 'ACTIVE'), (2, 'Northwind IT', 'NW', 'ACTIVE'), (3, 'Closed IT', 'CL', 'SUSPENDED')) r (n, name, prefix, status);
insert into agreement (id, version, title, text, published_on, summary)
  values (pg_temp.id(10), '2026-01', 'Data processing agreement', 'Terms.', '2026-01-01', null);
insert into company (id, reseller_id, name, customer_code, address, phone, status, agreement_version, agreement_accepted_at, created_at)
  select pg_temp.id(n), pg_temp.id(reseller), name, 'C' || n, '{"line1": "2 High Street", "line2": null, "city": "Leeds", "county": null, "postcode": "LS1 1AA", "country": "GB"}',
      '0113 496 0000', 'ACTIVE', '2026-01', '2026-01-02Z', '2026-01-02Z'
    from (values (20, 2, 'Globex Ltd'), (21, 1, 'Acme Ltd')) c (n, reseller, name);
insert into domain (id, reseller_id, company_id, name, created_at)
  values (pg_temp.id(30), pg_temp.id(2), pg_temp.id(20), 'globex.example', '2026-01-02Z');
insert into end_user (id, reseller_id, company_id, first_name, last_name, email, mobile, phone, status, created_at)
  values (pg_temp.id(40), pg_temp.id(2), pg_temp.id(20), 'Uma', 'Globex', 'uma@globex.example', '07700 900000', '0113 496 0001', 'ACTIVE', '2026-01-03Z');
insert into email_address (id, reseller_id, company_id, end_user_id, domain_id, address, "primary", created_at)
  values (pg_temp.id(50), pg_temp.id(2), pg_temp.id(20), pg_temp.id(40), pg_temp.id(30), 'uma@globex.example', true, '2026-01-03Z');
insert into end_user_import (id, reseller_id, company_id, file_name, state, row_count, error_count, rows, accepted, created_at)
  values (pg_temp.id(60), pg_temp.id(2), pg_temp.id(20), 'people.csv', 'PREVIEW', 1, 0, '[]', '[]', '2026-09-30Z');

insert into person (id, email, password_hash, created_at)
  select pg_temp.id(n), email, 'set by the test', '2026-01-02Z'
    from (values (70, 'staff@operator.example'), (71, 'admin@northwind.example'), (72, 'admin@globex.example'), (73, 'uma@globex.example')) p (n, email);
insert into membership (id, person_id, level, reseller_id, company_id, end_user_id, first_name, last_name, email, phone, mobile, fax, status, last_sign_in_at, created_at)
  select pg_temp.id(n), pg_temp.id(person), level, pg_temp.id(reseller), pg_temp.id(company), pg_temp.id(end_user), 'Ada', 'Person', email,
      '0113 496 0002', '07700 900001', '0113 496 0003', case when person is null then 'INVITED' else 'ACTIVE' end, '2026-09-01Z', '2026-01-02Z'
    from (values (80, 70, 'PLATFORM', 1, null::int, null::int, 'staff@operator.example'), (81, 71, 'RESELLER', 2, null, null, 'admin@northwind.example'),
      (82, 72, 'COMPANY', 2, 20, null, 'admin@globex.example'), (83, 73, 'END_USER', 2, 20, 40, 'uma@globex.example'),
      (84, null, 'COMPANY', 2, 20, null, 'new@globex.example')) m (n, person, level, reseller, company, end_user, email);
insert into invitation (id, reseller_id, company_id, membership_id, token_hash, expires_at, created_at)
  values (pg_temp.id(90), pg_temp.id(2), pg_temp.id(20), pg_temp.id(84), 'hash', '2026-10-02Z', '2026-10-01Z');
insert into session (id, person_id, membership_id, family_hash, refresh_hash, address, user_agent, created_at, last_seen_at, expires_at)
  values (pg_temp.id(100), pg_temp.id(72), pg_temp.id(82), 'family', 'hash', '203.0.113.1', 'Browser', '2026-09-01Z', '2026-09-30Z', '2026-12-01Z');
insert into password_reset (id, person_id, token_hash, expires_at) values (pg_temp.id(110), pg_temp.id(73), 'hash', '2026-10-01T12:00Z');
insert into sign_in_throttle (id, key, failures, last_at) values (pg_temp.id(111), 'key', 2.5, '2026-09-30Z');
insert into mail (id, reseller_id, company_id, end_user_id, "to", subject, body, cause, state, created_at)
  select pg_temp.id(n), pg_temp.id(2), pg_temp.id(company), pg_temp.id(end_user), 'uma@globex.example', 'Subject', 'Body', 'invitation', state, '2026-09-30Z'
    from (values (120, 20, 40, 'QUEUED'), (121, 20, null, 'SENT'), (122, null, null, 'FAILED')) m (n, company, end_user, state);

insert into connector (id, kind, name, url, secret, created_at)
  values (pg_temp.id(130), 'WEBHOOK', 'Mail platform', 'https://mail.example/hook', 'sealed', '2026-01-01Z');
insert into product (id, code, name, description, category, unit, connector, connector_id, list_wholesale_minor, list_retail_minor, created_at)
  values (pg_temp.id(140), 'MAILBOX', 'Mailbox', 'A mailbox.', 'EMAIL', 'PER_USER', 'WEBHOOK', pg_temp.id(130), 300, 450, '2026-01-01Z'),
    (pg_temp.id(141), 'HOSTING', 'Hosting', 'Web space.', 'HOSTING', 'PER_COMPANY', 'MANUAL', null, 1000, 1500, '2026-01-01Z');
insert into wholesale_price (id, reseller_id, product_id, wholesale_minor) values (pg_temp.id(150), pg_temp.id(2), pg_temp.id(140), 250);
insert into retail_price (id, reseller_id, product_id, retail_minor) values (pg_temp.id(151), pg_temp.id(2), pg_temp.id(140), 500);
insert into subscription (id, reseller_id, company_id, end_user_id, product_id, reference, quantity, state, starts_on, ends_on, started_at, retail_minor, wholesale_minor, currency, created_at)
  values (pg_temp.id(160), pg_temp.id(2), pg_temp.id(20), pg_temp.id(40), pg_temp.id(140), 'S-160', 1, 'ACTIVE', '2026-08-01', null, '2026-08-01Z', 0, 0, 'GBP', '2026-08-01Z'),
    (pg_temp.id(161), pg_temp.id(2), pg_temp.id(20), null, pg_temp.id(141), 'S-161', 2, 'ENDED', '2026-01-01', '2026-09-16', '2026-01-01Z', 0, 0, 'GBP', '2026-01-01Z'),
    (pg_temp.id(162), pg_temp.id(1), pg_temp.id(21), null, pg_temp.id(141), 'S-162', 1, 'PENDING', '2026-11-01', null, null, 0, 0, 'GBP', '2026-09-01Z');
insert into provisioning_job (id, reseller_id, company_id, end_user_id, subscription_id, action, connector, state, attempts, created_at, finished_at)
  values (pg_temp.id(170), pg_temp.id(2), pg_temp.id(20), pg_temp.id(40), pg_temp.id(160), 'PROVISION', 'WEBHOOK', 'DONE', 1, '2026-08-01Z', '2026-08-01Z'),
    (pg_temp.id(171), pg_temp.id(2), pg_temp.id(20), null, pg_temp.id(161), 'DEPROVISION', 'MANUAL', 'WAITING', 0, '2026-09-16Z', null);
insert into provisioning_attempt (id, reseller_id, company_id, end_user_id, job_id, at, outcome, duration_ms)
  values (pg_temp.id(180), pg_temp.id(2), pg_temp.id(20), pg_temp.id(40), pg_temp.id(170), '2026-08-01Z', 'DONE', 120);

insert into billing_run (id, reseller_id, period, state, invoice_count, total_minor, started_by, created_at, finished_at)
  values (pg_temp.id(190), pg_temp.id(1), '2026-08', 'DONE', 2, 5100, pg_temp.id(80), '2026-09-01Z', '2026-09-01Z');
insert into invoice_series (id, reseller_id, next) values (pg_temp.id(200), pg_temp.id(1), 2), (pg_temp.id(201), pg_temp.id(2), 2), (pg_temp.id(202), pg_temp.id(3), 1);
insert into invoice (id, reseller_id, company_id, issuer_id, kind, state, number, period_start, period_end, issued_on, due_on, currency, net_minor, vat_minor, total_minor, paid_minor, seller, buyer, created_at)
  select pg_temp.id(n), pg_temp.id(2), pg_temp.id(company), pg_temp.id(issuer), kind, state, number, '2026-08-01', '2026-09-01', '2026-09-01', '2026-09-15', 'GBP',
      net, net / 5, net + net / 5, paid, '{"name": "Seller", "accentColour": null}', '{"name": "Buyer"}', '2026-09-01Z'
    from (values (210, 20, 2, 'RETAIL', 'PART_PAID', 'NW-000001', 3500, 1000), (211, null, 1, 'WHOLESALE', 'OPEN', 'OP-000001', 2250, 0)) i (n, company, issuer, kind, state, number, net, paid);
insert into invoice_line (id, reseller_id, company_id, issuer_id, invoice_id, subscription_id, position, description, quantity, unit_price_minor, "from", "to", net_minor, vat_rate_bp)
  select pg_temp.id(n), pg_temp.id(2), pg_temp.id(company), pg_temp.id(issuer), pg_temp.id(invoice), pg_temp.id(subscription), position, 'A service', quantity, unit, '2026-08-01', '2026-09-01', quantity * unit, 2000
    from (values (220, 20, 2, 210, 160, 1, 1, 500), (221, 20, 2, 210, 161, 2, 2, 1500), (222, null, 1, 211, 160, 1, 1, 250), (223, null, 1, 211, 161, 2, 2, 1000))
      l (n, company, issuer, invoice, subscription, position, quantity, unit);
insert into payment (id, reseller_id, company_id, issuer_id, invoice_id, method, amount_minor, received_on, reference, created_at)
  values (pg_temp.id(230), pg_temp.id(2), pg_temp.id(20), pg_temp.id(2), pg_temp.id(210), 'BANK_TRANSFER', 1000, '2026-09-10', 'NW-000001', '2026-09-10Z');
insert into checkout (id, reseller_id, company_id, invoice_id, state, amount_minor, idempotency_key, stripe_session_id, created_at)
  values (pg_temp.id(240), pg_temp.id(2), pg_temp.id(20), pg_temp.id(210), 'EXPIRED', 3200, 'key', 'session', '2026-09-12Z');
insert into stripe_event (id, reseller_id, event_id, type, received_at) values (pg_temp.id(250), pg_temp.id(2), 'event', 'checkout.session.expired', '2026-09-12Z');

insert into notice (id, reference, kind, title, body, product_id, published_at)
  values (pg_temp.id(260), 'N-260', 'UPDATE', 'Title', 'Body', pg_temp.id(140), '2026-09-20Z');
insert into notice_recipient (id, notice_id, reseller_id, company_id, end_user_id, membership_id, level, email)
  values (pg_temp.id(270), pg_temp.id(260), pg_temp.id(2), null, null, pg_temp.id(81), 'RESELLER', 'admin@northwind.example'),
    (pg_temp.id(271), pg_temp.id(260), pg_temp.id(2), pg_temp.id(20), pg_temp.id(40), pg_temp.id(83), 'END_USER', 'uma@globex.example');
insert into audit_entry (id, reseller_id, company_id, end_user_id, at, action, actor_level, actor_person_id, actor_membership_id, subject_type, subject_id, reference, changed)
  values (pg_temp.id(280), pg_temp.id(2), pg_temp.id(20), null, '2026-01-02Z', 'onboardCompany', 'RESELLER', pg_temp.id(71), pg_temp.id(81), 'Company', pg_temp.id(20), 'C20', '{}'),
    (pg_temp.id(281), pg_temp.id(2), pg_temp.id(20), pg_temp.id(40), '2026-09-30Z', 'updateEndUser', 'COMPANY', pg_temp.id(72), pg_temp.id(82), 'EndUser', pg_temp.id(40), null, '{phone}');
