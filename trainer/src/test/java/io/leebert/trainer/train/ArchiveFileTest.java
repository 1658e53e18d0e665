package io.leebert.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leebert.trainer.backbone.TensorValues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.pytorch.InputArchive;
import org.bytedeco.pytorch.OutputArchive;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveFileTest {

  private static final float[] VALUES = new float[50_000];

  static {
    for (int i = 0; i < VALUES.length; i++) {
      VALUES[i] = i / 7f;
    }
  }

  @TempDir private Path folder;

  @Test
  void whatIsWrittenIsReadBackBitForBit() {
    Path file = folder.resolve("tensors.pt");

    ArchiveFile.write(archive(), file);

    InputArchive read = new InputArchive();
    read.load_from(file.toString());
    Tensor tensor = new Tensor();
    read.read("values", tensor);
    assertThat(TensorValues.floats(tensor)).isEqualTo(VALUES);
  }

  @Test
  void aDiskThatIsFullIsAnErrorAndNotTheEndOfTheProcess() {
    FullAfter full = new FullAfter(100_000);

    assertThatThrownBy(() -> ArchiveFile.write(archive(), full))
        .isInstanceOf(IOException.class)
        .hasMessage("No space left on device");
    assertThat(full.left).isNotNegative();
  }

  @Test
  void aFileThatIsThereAlreadyIsNamedAndLeftAlone() throws IOException {
    Path file = Files.writeString(folder.resolve("tensors.pt"), "other");

    assertThatThrownBy(() -> ArchiveFile.write(archive(), file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot write " + file);
    assertThat(file).hasContent("other");
  }

  private static OutputArchive archive() {
    OutputArchive archive = new OutputArchive();
    archive.write("values", Tensor.create(VALUES, VALUES.length));
    return archive;
  }

  /** A disk with so many bytes left. */
  private static final class FullAfter implements WritableByteChannel {
    private long left;

    private FullAfter(long bytes) {
      left = bytes;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      int size = source.remaining();
      if (size > left) {
        throw new IOException("No space left on device");
      }
      left -= size;
      source.position(source.limit());
      return size;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
