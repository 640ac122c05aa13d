package dev.slipway.router;

import java.net.InetSocketAddress;

/** Where a router takes requests over TLS, and with which certificates. */
record TlsListener(InetSocketAddress address, TlsStore store) {}
