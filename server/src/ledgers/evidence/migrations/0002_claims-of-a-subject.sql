-- All claims about a subject, newest first, whatever they measure.
create index claim_by_subject_time on evidence.claim (subject, id) where subject is not null;
