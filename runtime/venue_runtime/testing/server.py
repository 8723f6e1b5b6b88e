"""`SimulatedVenue`: a loopback server that speaks a venue's dialect over REST and WebSocket."""

from __future__ import annotations

from venue_runtime.testing.dialect import (
    Action,
    Close,
    Reply,
    Rpc,
    RpcResult,
    SimBucket,
    SimCall,
    SimConnection,
    SimContext,
    SimDialect,
    SimRequest,
    SimResponse,
    SimRoute,
    SimSocket,
    SimSocketRoute,
    Subscribe,
    Subscription,
    Unsubscribe,
    Used,
)

__all__ = [
    "Action",
    "Close",
    "Reply",
    "Rpc",
    "RpcResult",
    "SimBucket",
    "SimCall",
    "SimConnection",
    "SimContext",
    "SimDialect",
    "SimRequest",
    "SimResponse",
    "SimRoute",
    "SimSocket",
    "SimSocketRoute",
    "Subscribe",
    "Subscription",
    "Unsubscribe",
    "Used",
]
