"""From a dictionary of FIX messages to a module of typed ones."""

from .messages import MessagesView, messages_module, messages_view

__all__ = ["MessagesView", "messages_module", "messages_view"]
