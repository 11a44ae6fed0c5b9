-- Administrators see and end the sessions of their people.
create index session_of_membership on session (membership_id) where ended_at is null;

-- Administrators are found by the beginning of their first name, too.
create index administrator_by_first_name on membership (first_key) where level <> 'END_USER';
