-- A link with which somebody begins anew whose sign-in was cancelled, because something that lets them in was lost or stolen. [I5]
alter table password_reset add reissue boolean not null default false;
