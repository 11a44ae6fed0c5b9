-- What was said in the affairs of money is ciphertext under a key of whose affairs they are. [S55]
alter table bank_entry
  add constraint bank_entry_note_sealed check (note ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$') not valid;
alter table checkout
  add constraint checkout_resolution_note_sealed check (resolution_note ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$') not valid;
alter table credit_note
  add constraint credit_note_decision_note_sealed check (decision_note ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$') not valid;
alter table debit_note
  add constraint debit_note_decision_note_sealed check (decision_note ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$') not valid;
alter table invoice_draft
  add constraint invoice_draft_held_reason_sealed check (held_reason ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$') not valid;
alter table invoice_pause
  add constraint invoice_pause_reason_sealed check (reason ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$') not valid,
  add constraint invoice_pause_outcome_sealed check (outcome ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$') not valid;
alter table write_off
  add constraint write_off_reason_sealed check (reason ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$') not valid;
-- Once its time is over nothing stands there.
alter table invoice_pause alter column reason drop not null;
alter table write_off alter column reason drop not null;
alter table invoice_draft drop constraint invoice_draft_check;
alter table invoice_draft add constraint invoice_draft_held_by
  check ((held_at is null) = (held_by_name is null) and (held_at is not null or held_reason is null));
-- What is no longer to be kept of a card payment goes, and what became of its money stays.
alter table checkout drop constraint checkout_unallocated_whole, drop constraint checkout_resolved_whole;
alter table checkout
  add constraint checkout_unallocated_whole check (
    (unallocated_minor is null) = (unallocated_currency is null) and (unallocated_minor is null) = (received_on is null)
    and (payment_reference is null or unallocated_minor is not null)),
  add constraint checkout_resolved_whole check (
    (resolution is null) = (resolved_at is null) and (resolution_note is null or resolution is not null)
    and (resolution is null or unallocated_minor is not null));
