-- A reseller's logo is a file with an address of its own, made of what it holds; the reseller's row has the address.
create table logo (
  id uuid primary key,
  reseller_id uuid not null unique references reseller (id),
  address text not null,
  type text not null check (type in ('image/png', 'image/jpeg')),
  bytes bytea not null
);
create index logo_by_address on logo (address);

insert into logo (id, reseller_id, address, type, bytes)
  select uuidv7(), id, '/logos/' || encode(sha256(bytes), 'hex') || case type when 'image/png' then '.png' else '.jpg' end, type, bytes
    from (select id, substring(logo from '^data:([a-z/]+);') as type, decode(split_part(logo, ',', 2), 'base64') as bytes
      from reseller where logo is not null) held;
update reseller r set logo = l.address from logo l where l.reseller_id = r.id;
