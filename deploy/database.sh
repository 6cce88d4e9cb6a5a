# Makes the bot's role and its database, once, when the PostgreSQL of compose.yaml begins.
psql --quiet --set=ON_ERROR_STOP=1 --set=password="$(cat "${PLEK_SECRET:-/run/secrets/database}")" \
  --username="${POSTGRES_USER:-postgres}" --dbname=postgres <<'SQL'
CREATE ROLE plek LOGIN PASSWORD :'password';
CREATE DATABASE plek OWNER plek ENCODING 'UTF8' TEMPLATE template0;
SQL
