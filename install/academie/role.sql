-- psql -U postgres -v motdepasse=... -f role.sql : un rôle que les politiques tiennent, et sa base.
-- Ni SUPERUSER ni BYPASSRLS : Marelle refuse de démarrer avec un rôle qui verrait toutes les écoles malgré elles.
CREATE ROLE marelle LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD :'motdepasse';
CREATE DATABASE marelle OWNER marelle ENCODING 'UTF8' TEMPLATE template0;
REVOKE CONNECT ON DATABASE marelle FROM PUBLIC;
