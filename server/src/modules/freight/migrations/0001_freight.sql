-- What the freight module keeps: capacity stated by operators, bookings, declarations. Each has its own file after this one.
create schema freight;
grant usage on schema freight to serai_app;
