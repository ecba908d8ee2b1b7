#!/bin/sh
# Runs once, when the database is created: the role under which the application works. It owns nothing.
set -eu
psql -v ON_ERROR_STOP=1 -v password="$PROPERCOURSE_DB_PASSWORD" -U "$POSTGRES_USER" -d "$POSTGRES_DB" <<'SQL'
create role propercourse_app login password :'password';
SQL
