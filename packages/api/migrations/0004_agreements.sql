-- Newer versions of the processing agreement: what changed, and who accepted for the company. [N5] [D1]
alter table agreement add column summary text;
alter table company add column agreement_accepted_by uuid;
