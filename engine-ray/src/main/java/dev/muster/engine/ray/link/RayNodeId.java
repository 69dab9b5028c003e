package dev.muster.engine.ray.link;

import com.google.protobuf.ByteString;
import java.util.HexFormat;
import java.util.Optional;

/** Ray's id of a node. It has exactly 28 bytes: an id of another length that is sent to the GCS makes it abort. */
record RayNodeId(ByteString bytes) {
    static final int LENGTH = 28;

    RayNodeId {
        if (bytes.size() != LENGTH) {
            throw new IllegalArgumentException("a node id of Ray has " + LENGTH + " bytes, not " + bytes.size());
        }
    }

    /** Returns the id; empty if these bytes are not one. */
    static Optional<RayNodeId> of(ByteString bytes) {
        return bytes.size() == LENGTH ? Optional.of(new RayNodeId(bytes)) : Optional.empty();
    }

    /** Returns 56 hexadecimal digits, as Ray prints it. */
    String hex() {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
