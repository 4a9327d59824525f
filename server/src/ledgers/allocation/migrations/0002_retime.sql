-- A departure that is moved takes the times of its pools along (`retime`).
grant update (opens_at, closes_at) on allocation.pool to serai_app;
