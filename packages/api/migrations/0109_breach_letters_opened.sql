-- When whoever is concerned by a breach first opened the letter about it in the console.
alter table breach_person add column opened_at timestamptz;
create index breach_person_of_letter on breach_person (letter_id) where letter_id is not null;
