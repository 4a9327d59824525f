-- Articles, how they compare, and official series. What they state lies in the schema `evidence`; here is what is about it.
create schema observatory;
grant usage on schema observatory to serai_app;
