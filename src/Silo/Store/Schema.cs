namespace HoiQC.Silo.Store;

/// <summary>
/// The tables, as steps that are never edited once released: step n brings a database from version n-1 to n.
/// Instants are milliseconds since 1970 (UTC), days are yyyy-MM-dd, flags 0 or 1; statuses are their English codes. Written for SQLite; <see cref="PostgresSchema"/>
/// says them for PostgreSQL.
/// </summary>
internal static class Schema
{
    /// <summary>The condition of index obligation_owed; a query must say it in the same words to be served by it.</summary>
    public const string Owed = "owed = 1";

    /// <summary>The steps in order.</summary>
    public static readonly string[] Steps =
    [
        """
        CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

        CREATE TABLE grain (name TEXT NOT NULL, key TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL, PRIMARY KEY (name, key)) WITHOUT ROWID;

        CREATE TABLE body (
            id TEXT PRIMARY KEY, unit TEXT NOT NULL, class TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, folded TEXT NOT NULL,
            source TEXT NOT NULL, registered_on TEXT NOT NULL, last_day TEXT) WITHOUT ROWID;
        CREATE INDEX body_unit ON body (unit, kind, class, registered_on, last_day);
        CREATE INDEX body_kind ON body (kind);

        CREATE TABLE obligation (
            id INTEGER PRIMARY KEY, body TEXT NOT NULL REFERENCES body (id), unit TEXT NOT NULL, rule TEXT NOT NULL, period TEXT NOT NULL,
            rule_version INTEGER NOT NULL, year INTEGER NOT NULL, opens TEXT NOT NULL, due TEXT NOT NULL, required INTEGER NOT NULL,
            status TEXT NOT NULL, since INTEGER NOT NULL, next INTEGER, done INTEGER NOT NULL, late_days INTEGER NOT NULL, reported_late_days INTEGER NOT NULL,
            recorded_up_to INTEGER NOT NULL, version INTEGER NOT NULL, set_aside_until INTEGER, set_aside_error TEXT,
            UNIQUE (body, rule, period));
        CREATE INDEX obligation_board ON obligation (year, unit, rule);
        CREATE INDEX obligation_rule ON obligation (rule, period);
        CREATE INDEX obligation_next ON obligation (next) WHERE next IS NOT NULL;
        CREATE INDEX obligation_owed ON obligation (unit, due) WHERE status IN ('Open', 'DueSoon', 'Behind', 'Overdue', 'Escalated', 'Submitted', 'Returned', 'Extended');

        CREATE TABLE evidence (
            id INTEGER PRIMARY KEY, obligation INTEGER NOT NULL REFERENCES obligation (id), code TEXT NOT NULL UNIQUE,
            submission TEXT UNIQUE, import_key TEXT UNIQUE, form TEXT NOT NULL, form_hash TEXT NOT NULL,
            occurred_on TEXT, document_date TEXT, count INTEGER NOT NULL, imported INTEGER NOT NULL,
            received_at INTEGER NOT NULL, recorded_at INTEGER NOT NULL, withdrawn_at INTEGER, withdrawn_reason TEXT);
        CREATE INDEX evidence_obligation ON evidence (obligation);
        CREATE INDEX evidence_recorded ON evidence (recorded_at);

        CREATE TABLE transition (
            seq INTEGER PRIMARY KEY AUTOINCREMENT, obligation INTEGER NOT NULL REFERENCES obligation (id), unit TEXT NOT NULL, year INTEGER NOT NULL, rule TEXT NOT NULL,
            from_status TEXT NOT NULL, to_status TEXT NOT NULL, at INTEGER NOT NULL, cause TEXT NOT NULL, recorded_at INTEGER NOT NULL, told INTEGER NOT NULL DEFAULT 0,
            UNIQUE (obligation, cause, to_status, at));
        CREATE INDEX transition_untold ON transition (told, at) WHERE told = 0;

        CREATE TABLE reminder (
            obligation INTEGER NOT NULL REFERENCES obligation (id), days INTEGER NOT NULL, unit TEXT NOT NULL, at INTEGER NOT NULL, recorded_at INTEGER NOT NULL,
            PRIMARY KEY (obligation, days)) WITHOUT ROWID;
        CREATE INDEX reminder_at ON reminder (at);
        CREATE INDEX reminder_unit ON reminder (unit, at);

        CREATE TABLE seen (body TEXT NOT NULL REFERENCES body (id), by_whom TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (body, at, by_whom)) WITHOUT ROWID;

        CREATE TABLE call (
            id INTEGER PRIMARY KEY, body TEXT NOT NULL REFERENCES body (id), called_on TEXT NOT NULL, caller TEXT NOT NULL, note TEXT NOT NULL, recorded_at INTEGER NOT NULL,
            UNIQUE (body, called_on, caller, note));
        CREATE INDEX call_body ON call (body);

        CREATE TABLE alert (
            id INTEGER PRIMARY KEY, unit TEXT NOT NULL, rule TEXT NOT NULL, year INTEGER NOT NULL, kind TEXT NOT NULL, at INTEGER NOT NULL,
            n INTEGER NOT NULL, of_all INTEGER NOT NULL, sentence TEXT NOT NULL, recorded_at INTEGER NOT NULL,
            UNIQUE (unit, rule, year, kind, at));
        CREATE INDEX alert_at ON alert (at);
        """,
        """
        ALTER TABLE body ADD COLUMN special INTEGER NOT NULL DEFAULT 0;

        ALTER TABLE obligation ADD COLUMN calendar INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE obligation ADD COLUMN course TEXT;
        ALTER TABLE obligation ADD COLUMN event TEXT;
        CREATE INDEX obligation_event ON obligation (event) WHERE event IS NOT NULL;

        CREATE TABLE event (
            id TEXT PRIMARY KEY, body TEXT NOT NULL REFERENCES body (id), unit TEXT NOT NULL, kind TEXT NOT NULL, on_day TEXT NOT NULL, due TEXT,
            evidence TEXT, submission TEXT UNIQUE, document TEXT NOT NULL, note TEXT NOT NULL, recorded_at INTEGER NOT NULL, withdrawn_at INTEGER, withdrawn_reason TEXT) WITHOUT ROWID;
        CREATE INDEX event_body ON event (body, kind, on_day);
        CREATE INDEX event_unit ON event (unit, kind, on_day);
        CREATE INDEX event_evidence ON event (evidence) WHERE evidence IS NOT NULL;
        CREATE INDEX event_recorded ON event (recorded_at);

        CREATE TABLE relief (
            id TEXT PRIMARY KEY, obligation INTEGER NOT NULL REFERENCES obligation (id), kind TEXT NOT NULL, until TEXT, document_no TEXT, document_date TEXT,
            reason TEXT NOT NULL, granted_by TEXT NOT NULL, submission TEXT UNIQUE, lifts TEXT, recorded_at INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX relief_obligation ON relief (obligation);
        CREATE INDEX relief_recorded ON relief (recorded_at);

        CREATE TABLE publication (
            id TEXT PRIMARY KEY, kind TEXT NOT NULL, rule TEXT, version INTEGER NOT NULL, mode TEXT NOT NULL, author TEXT NOT NULL, at INTEGER NOT NULL, notice INTEGER NOT NULL,
            reached TEXT NOT NULL, done_at INTEGER, created INTEGER NOT NULL DEFAULT 0, moved INTEGER NOT NULL DEFAULT 0, voided INTEGER NOT NULL DEFAULT 0,
            renewed INTEGER NOT NULL DEFAULT 0, kept INTEGER NOT NULL DEFAULT 0, told INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
        CREATE INDEX publication_running ON publication (at) WHERE done_at IS NULL;

        CREATE TABLE notice (
            publication TEXT NOT NULL REFERENCES publication (id), body TEXT NOT NULL REFERENCES body (id), at INTEGER NOT NULL, sentence TEXT NOT NULL,
            PRIMARY KEY (publication, body)) WITHOUT ROWID;
        CREATE INDEX notice_body ON notice (body, at);

        CREATE TABLE reminder_again (
            obligation INTEGER NOT NULL REFERENCES obligation (id), days INTEGER NOT NULL, unit TEXT NOT NULL, at INTEGER NOT NULL, recorded_at INTEGER NOT NULL,
            PRIMARY KEY (obligation, days, at)) WITHOUT ROWID;
        INSERT INTO reminder_again SELECT obligation, days, unit, at, recorded_at FROM reminder;
        DROP TABLE reminder;
        ALTER TABLE reminder_again RENAME TO reminder;
        CREATE INDEX reminder_at ON reminder (at);
        CREATE INDEX reminder_unit ON reminder (unit, at);
        """,
        """
        CREATE TABLE account (
            id TEXT PRIMARY KEY, name TEXT NOT NULL, folded TEXT NOT NULL, closed_at INTEGER, invitation TEXT UNIQUE, version INTEGER NOT NULL,
            number INTEGER NOT NULL UNIQUE, document TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE account_role (account TEXT NOT NULL REFERENCES account (id), role TEXT NOT NULL, scope TEXT NOT NULL, PRIMARY KEY (role, scope, account)) WITHOUT ROWID;
        CREATE INDEX account_role_account ON account_role (account);
        CREATE TABLE account_key (prefix TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES account (id)) WITHOUT ROWID;
        CREATE INDEX account_key_account ON account_key (account);
        CREATE TABLE account_login (provider TEXT NOT NULL, key TEXT NOT NULL, account TEXT NOT NULL REFERENCES account (id), PRIMARY KEY (provider, key)) WITHOUT ROWID;
        CREATE INDEX account_login_account ON account_login (account);

        CREATE TABLE record (
            id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, account TEXT NOT NULL, name TEXT NOT NULL, via TEXT NOT NULL, came_from TEXT NOT NULL,
            what TEXT NOT NULL, subject TEXT NOT NULL, unit TEXT, old TEXT, new TEXT);
        CREATE VIEW record_given AS SELECT seq FROM sqlite_sequence WHERE name = 'record';
        CREATE INDEX record_unit ON record (unit, id);
        CREATE TABLE protection_key (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, document TEXT NOT NULL);
        CREATE TABLE seal (number INTEGER PRIMARY KEY, record INTEGER NOT NULL UNIQUE REFERENCES record (id), hash TEXT NOT NULL);

        CREATE TABLE file (
            evidence INTEGER NOT NULL REFERENCES evidence (id), number INTEGER NOT NULL, name TEXT NOT NULL, size INTEGER NOT NULL, sha256 TEXT NOT NULL, type TEXT NOT NULL,
            PRIMARY KEY (evidence, number)) WITHOUT ROWID;
        CREATE INDEX file_sha256 ON file (sha256);

        ALTER TABLE evidence ADD COLUMN submitter TEXT;
        ALTER TABLE evidence ADD COLUMN submitter_name TEXT;
        ALTER TABLE evidence ADD COLUMN review TEXT;
        ALTER TABLE evidence ADD COLUMN reviewed_at INTEGER;
        ALTER TABLE evidence ADD COLUMN reviewer TEXT;
        ALTER TABLE evidence ADD COLUMN reviewer_name TEXT;
        ALTER TABLE evidence ADD COLUMN review_reason TEXT;
        ALTER TABLE evidence ADD COLUMN review_rule_version INTEGER;
        ALTER TABLE evidence ADD COLUMN replaces TEXT;
        CREATE INDEX evidence_review ON evidence (received_at) WHERE review IS NOT NULL;
        CREATE INDEX evidence_pending ON evidence (received_at) WHERE review = 'Pending';
        """,
        // A table without row ids is its own index, and an index reads every entry that it compares whole: documents of megabytes do not belong there.
        """
        CREATE TABLE grain_again (name TEXT NOT NULL, key TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL, PRIMARY KEY (name, key));
        INSERT INTO grain_again SELECT name, key, version, document FROM grain;
        DROP TABLE grain;
        ALTER TABLE grain_again RENAME TO grain;
        """,
        // An index over a status is written anew with every status, also where its row stays in it; this column changes only where a row begins or ceases to be owed.
        """
        ALTER TABLE obligation ADD COLUMN owed INTEGER NOT NULL DEFAULT 0;
        DROP INDEX obligation_owed;
        UPDATE obligation SET owed = 1 WHERE status IN ('Open', 'DueSoon', 'Behind', 'Overdue', 'Escalated', 'Submitted', 'Returned', 'Extended');
        CREATE INDEX obligation_owed ON obligation (unit, due) WHERE owed = 1;
        CREATE UNIQUE INDEX body_ended ON body (id) WHERE last_day IS NOT NULL;
        """,
        """
        CREATE TABLE checkpoint (at INTEGER NOT NULL, rule TEXT NOT NULL, period TEXT NOT NULL, PRIMARY KEY (at, rule, period)) WITHOUT ROWID;
        INSERT INTO checkpoint SELECT DISTINCT next, rule, period FROM obligation WHERE next IS NOT NULL;
        DROP INDEX obligation_next;
        """,
    ];
}
