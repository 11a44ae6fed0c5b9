-- A sub-processor that is to process elsewhere, or by another transfer, is announced as one that comes is: where to stands with the change.
alter table processor_change
  add column places text[] check (cardinality(places) > 0),
  add column transfer text check (transfer in ('NONE', 'ADEQUACY', 'IDTA', 'UK_ADDENDUM', 'SCC')),
  -- Of a move: where it was when that was announced.
  add column former_places text[],
  drop constraint processor_change_kind_check,
  add constraint processor_change_kind_check check (kind in ('ADD', 'REPLACE', 'MOVE', 'END')),
  add constraint processor_change_of_place check ((places is not null) = (kind = 'MOVE') and (transfer is not null) = (kind = 'MOVE')),
  add constraint processor_change_former check ((former_places is not null) = (kind = 'MOVE'));
