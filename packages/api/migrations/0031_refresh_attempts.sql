-- The refresh token before the current one: who brings it within seconds came late, who brings any other brings a stolen one. [S52]
alter table session add column previous_hash text;
