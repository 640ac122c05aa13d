"""Harbor's sign-up journey: welcome, consent, verification, profile, done."""

from harbor.app import create_app

__all__ = ["create_app"]
