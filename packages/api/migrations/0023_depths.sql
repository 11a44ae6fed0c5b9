-- Whoever reaches an area may be there to look only: a role, and a company's reseller.

-- Null: all that it reaches.
alter table role add manages text[], add check (areas is null or manages <@ areas);
alter table closed_area add access text not null default 'NONE' check (access in ('NONE', 'VIEW'));
alter table closed_area alter access drop default;
