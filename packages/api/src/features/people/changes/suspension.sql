-- Nothing is begun for a company while it, or its reseller, is suspended. [S47]
create or replace trigger begin_nothing_while_suspended after insert on change_set
  referencing new table as added for each statement execute function begin_nothing_while_suspended();

create or replace trigger begin_nothing_while_suspended after insert on change_set_row
  referencing new table as added for each statement execute function begin_nothing_while_suspended();

create or replace trigger begin_nothing_while_suspended after insert on bulk_change_policy
  referencing new table as added for each statement execute function begin_nothing_while_suspended();
