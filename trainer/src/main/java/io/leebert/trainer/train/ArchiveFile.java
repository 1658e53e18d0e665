package io.leebert.trainer.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.ArchiveWriter;
import org.bytedeco.pytorch.OutputArchive;
import org.jspecify.annotations.Nullable;

/**
 * Writes an engine's archive by our own hand.
 *
 * <p>The engine's writer to a path ends the process when the disk is full: its destructor throws
 * once more while the first error is on its way. Here an error waits until the engine is done.
 */
final class ArchiveFile extends ArchiveWriter {

  private final WritableByteChannel channel;
  private @Nullable IOException failure;

  private ArchiveFile(WritableByteChannel channel) {
    this.channel = channel;
  }

  /**
   * Writes and forces to disk.
   *
   * @throws UncheckedIOException when it cannot be written, a full disk among the reasons
   */
  static void write(OutputArchive archive, Path file) {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      write(archive, channel);
      channel.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /** Writes to a channel; its error comes when the engine is done. */
  static void write(OutputArchive archive, WritableByteChannel channel) throws IOException {
    try (ArchiveFile writer = new ArchiveFile(channel)) {
      archive.save_to(writer);
      if (writer.failure != null) {
        throw writer.failure;
      }
    }
  }

  @Override
  public long call(Pointer data, long size) {
    if (failure == null) {
      try {
        ByteBuffer bytes = new BytePointer(data).capacity(size).asByteBuffer();
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      } catch (IOException e) {
        failure = e;
      }
    }
    return size;
  }
}
