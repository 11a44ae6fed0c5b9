-- What a product needs of whoever is given it, and what it is in a word: two of a kind overlap. [C1] [C4]

alter table product
  add column needs_address boolean not null default false,
  add column kind text check (kind <> ''),
  add check (unit = 'PER_USER' or not needs_address);
