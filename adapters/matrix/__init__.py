"""Brings the Café to Matrix rooms and direct chats, end-to-end encrypted ones included."""
