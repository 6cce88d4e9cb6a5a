"""The Café in Matrix rooms and direct chats, end-to-end encrypted ones included."""
