package dev.muster.launcher.check;

/**
 * A host of the cluster's file.
 *
 * @param name as the file gives it
 * @param type node type that it serves
 * @param address where it is dialled from here
 */
public record Member(String name, String type, boolean isHead, String address, int port) {
    /** As the script is told what is to be reached. */
    String target() {
        return port + "/" + address;
    }
}
