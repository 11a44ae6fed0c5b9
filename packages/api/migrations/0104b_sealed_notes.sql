-- Notes on what people have, on orders and leavings, and what is said to requests are ciphertext under a key of the company. [S55]
alter table access_request
  add constraint access_request_reason_sealed check (reason ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$') not valid,
  add constraint access_request_answer_sealed check (answer ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$') not valid;
alter table correction
  add constraint correction_answer_sealed check (answer ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$') not valid;
alter table device
  add constraint device_note_sealed check (note ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$') not valid;
alter table broadband_line
  add constraint broadband_line_note_sealed check (note ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$') not valid;
alter table licence
  add constraint licence_note_sealed check (note ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$') not valid;
alter table leaver
  add constraint leaver_note_sealed check (note ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$') not valid;
alter table service_order
  add constraint service_order_note_sealed check (note ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$') not valid,
  add constraint service_order_decision_note_sealed check (decision_note ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$') not valid;
