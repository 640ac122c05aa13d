"""What Harbor knows about its users, and every statement that reads or changes it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hmac import compare_digest
from uuid import uuid4

from harbor.database import ANALYTICS_ROLE, Database, Duplicate, Row

USER_COLUMNS = "id, email, consented_at, email_verified_at, completed_at"


class Step(StrEnum):
    """Where a user stands in the journey, in this order."""

    CONSENT = "consent"
    VERIFICATION = "verification"
    PROFILE = "profile"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Journey:
    """One user's way through the sign-up."""

    user_id: str
    email: str | None = None
    consented_at: datetime | None = None
    email_verified_at: datetime | None = None
    completed_at: datetime | None = None

    @property
    def step(self) -> Step:
        if self.consented_at is None:
            return Step.CONSENT
        if self.email_verified_at is None:
            return Step.VERIFICATION
        if self.completed_at is None:
            return Step.PROFILE
        return Step.DONE


@dataclass(frozen=True, slots=True)
class Profile:
    """What a user shows of themselves."""

    display_name: str
    picture: bytes
    picture_type: str


class Confirmation(StrEnum):
    """How the attempt to confirm a verification code ended."""

    CONFIRMED = "confirmed"
    WRONG = "wrong"
    EXPIRED = "expired"
    EXHAUSTED = "exhausted"
    MISSING = "missing"
    EMAIL_TAKEN = "email_taken"


def _journey(row: Row) -> Journey:
    return Journey(
        user_id=str(row["id"]),
        email=row["email"],
        consented_at=row["consented_at"],
        email_verified_at=row["email_verified_at"],
        completed_at=row["completed_at"],
    )


class Store:
    """Reads and changes journeys. Safe to share between threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ping(self) -> None:
        """Raises ``DatabaseUnavailable`` unless the database answers."""
        with self._database.transaction() as transaction:
            transaction.rows("SELECT 1 AS alive")

    def start(self, token_hash: str, now: datetime, lifetime: timedelta) -> Journey:
        user_id = str(uuid4())
        with self._database.transaction(user_id=user_id) as transaction:
            transaction.rows(
                "INSERT INTO users (id, created_at) VALUES (%s, %s)", user_id, now
            )
            transaction.rows(
                "INSERT INTO sessions (token_hash, user_id, expires_at, created_at)"
                " VALUES (%s, %s, %s, %s)",
                token_hash,
                user_id,
                now + lifetime,
                now,
            )
        return Journey(user_id)

    def find(self, token_hash: str, now: datetime) -> Journey | None:
        """The journey of a session that has not expired."""
        with self._database.transaction(session_hash=token_hash) as transaction:
            sessions = transaction.rows(
                "SELECT user_id FROM sessions"
                " WHERE token_hash = %s AND expires_at > %s",
                token_hash,
                now,
            )
            if not sessions:
                return None
            user_id = str(sessions[0]["user_id"])
            transaction.act_as(user_id)
            users = transaction.rows(
                f"SELECT {USER_COLUMNS} FROM users WHERE id = %s", user_id
            )
        return _journey(users[0])

    def erase(self, user_id: str) -> None:
        """Forgets the user and all that belongs to them."""
        with self._database.transaction(user_id=user_id) as transaction:
            transaction.rows("DELETE FROM users WHERE id = %s", user_id)

    def consent(self, user_id: str, version: str, now: datetime) -> Journey:
        with self._database.transaction(user_id=user_id) as transaction:
            rows = transaction.rows(
                "UPDATE users SET consent_version = %s, consented_at = %s"
                f" WHERE id = %s RETURNING {USER_COLUMNS}",
                version,
                now,
                user_id,
            )
        return _journey(rows[0])

    def add_code(
        self,
        user_id: str,
        email: str,
        code_hash: str,
        now: datetime,
        lifetime: timedelta,
        per_hour: int = 5,
    ) -> bool:
        """Keeps a new code, unless the user was given enough of them this hour."""
        with self._database.transaction(user_id=user_id) as transaction:
            # Changing the user's row takes its lock: requests in parallel queue up.
            transaction.rows("UPDATE users SET id = id WHERE id = %s", user_id)
            rows = transaction.rows(
                "SELECT count(*) AS sent FROM verification_codes"
                " WHERE user_id = %s AND created_at > %s",
                user_id,
                now - timedelta(hours=1),
            )
            if rows[0]["sent"] >= per_hour:
                return False
            transaction.rows(
                "INSERT INTO verification_codes"
                " (id, user_id, email, code_hash, expires_at, created_at)"
                " VALUES (%s, %s, %s, %s, %s, %s)",
                str(uuid4()),
                user_id,
                email,
                code_hash,
                now + lifetime,
                now,
            )
        return True

    def confirm_code(
        self, user_id: str, code_hash: str, now: datetime, attempts_allowed: int
    ) -> Confirmation:
        """Counts the attempt against the latest code; the right one verifies."""
        try:
            with self._database.transaction(user_id=user_id) as transaction:
                # Counting first takes the row's lock: guesses in parallel queue up.
                rows = transaction.rows(
                    "UPDATE verification_codes SET attempts = attempts + 1"
                    " WHERE id = (SELECT id FROM verification_codes WHERE user_id = %s"
                    " ORDER BY created_at DESC LIMIT 1)"
                    " RETURNING id, email, code_hash, attempts,"
                    " expires_at, consumed_at",
                    user_id,
                )
                outcome = self._judge(rows, code_hash, now, attempts_allowed)
                if outcome is Confirmation.CONFIRMED:
                    transaction.rows(
                        "UPDATE verification_codes SET consumed_at = %s WHERE id = %s",
                        now,
                        rows[0]["id"],
                    )
                    transaction.rows(
                        "UPDATE users SET email = %s, email_verified_at = %s"
                        " WHERE id = %s",
                        rows[0]["email"],
                        now,
                        user_id,
                    )
                return outcome
        except Duplicate:
            return Confirmation.EMAIL_TAKEN

    @staticmethod
    def _judge(
        rows: list[Row], code_hash: str, now: datetime, attempts_allowed: int
    ) -> Confirmation:
        if not rows or rows[0]["consumed_at"] is not None:
            return Confirmation.MISSING
        if rows[0]["attempts"] > attempts_allowed:
            return Confirmation.EXHAUSTED
        if rows[0]["expires_at"] <= now:
            return Confirmation.EXPIRED
        if not compare_digest(rows[0]["code_hash"], code_hash):
            return Confirmation.WRONG
        return Confirmation.CONFIRMED

    def save_profile(self, user_id: str, profile: Profile, now: datetime) -> Journey:
        """Saves or replaces the profile, which completes the journey."""
        with self._database.transaction(user_id=user_id) as transaction:
            transaction.rows(
                "INSERT INTO profiles (user_id, display_name, picture, picture_type)"
                " VALUES (%s, %s, %s, %s) ON CONFLICT (user_id) DO UPDATE SET"
                " display_name = excluded.display_name, picture = excluded.picture,"
                " picture_type = excluded.picture_type",
                user_id,
                profile.display_name,
                profile.picture,
                profile.picture_type,
            )
            rows = transaction.rows(
                "UPDATE users SET completed_at = coalesce(completed_at, %s)"
                f" WHERE id = %s RETURNING {USER_COLUMNS}",
                now,
                user_id,
            )
        return _journey(rows[0])

    def profile(self, user_id: str) -> Profile | None:
        with self._database.transaction(user_id=user_id) as transaction:
            rows = transaction.rows(
                "SELECT display_name, picture, picture_type FROM profiles"
                " WHERE user_id = %s",
                user_id,
            )
        if not rows:
            return None
        return Profile(**rows[0])

    def funnel(self) -> list[Row]:
        """How far the users of each day came; the latest day first."""
        with self._database.transaction(role=ANALYTICS_ROLE) as transaction:
            rows = transaction.rows("SELECT * FROM signup_funnel ORDER BY day DESC")
        return [row | {"day": str(row["day"])} for row in rows]
