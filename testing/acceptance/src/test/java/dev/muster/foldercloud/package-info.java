/**
 * A third provider for tests: {@link dev.muster.foldercloud.FolderCloudProvider}. It is to a cloud what a folder is to a disk: machines boot, have
 * homes of their own, and run out. {@code docs/recipes/add-a-provider.md} uses it as its example.
 */
package dev.muster.foldercloud;
