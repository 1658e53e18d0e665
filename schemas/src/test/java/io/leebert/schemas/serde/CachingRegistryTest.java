package io.leebert.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class CachingRegistryTest {
  private static final Schema STRING = Schema.create(Schema.Type.STRING);
  private static final Schema LONG = Schema.create(Schema.Type.LONG);
  private static final UUID GUID = new UUID(1, 2);

  private final Asked asked = new Asked();
  private final CachingRegistry registry = new CachingRegistry(asked);

  /** Takes down what it is asked, and fails when it is told to. */
  private static final class Asked implements SchemaRegistry {
    private final List<String> questions = new ArrayList<>();
    private boolean away;

    private <T> T answer(String question, T answer) {
      questions.add(question);
      if (away) {
        throw new RegistryUnavailableException("away", new IllegalStateException("away"));
      }
      return answer;
    }

    @Override
    public int register(String subject, Schema schema) {
      return answer("register " + subject + " " + schema, 7);
    }

    @Override
    public int idOf(String subject, Schema schema) {
      return answer("id " + subject + " " + schema, 7);
    }

    @Override
    public Registered latest(String subject) {
      return answer("latest " + subject, new Registered(7, STRING));
    }

    @Override
    public Schema byId(int id, String subject) {
      return answer("by id " + id + " " + subject, STRING);
    }

    @Override
    public Schema byGuid(UUID guid) {
      return answer("by guid " + guid, STRING);
    }
  }

  @Test
  void everythingIsAskedOnce() {
    for (int i = 0; i < 3; i++) {
      assertThat(registry.register("a-value", STRING)).isEqualTo(7);
      assertThat(registry.latest("a-value").id()).isEqualTo(7);
      assertThat(registry.byId(7, "a-value")).isEqualTo(STRING);
      assertThat(registry.byGuid(GUID)).isEqualTo(STRING);
    }
    assertThat(asked.questions)
        .containsExactly(
            "register a-value \"string\"", "latest a-value", "by id 7 a-value", "by guid " + GUID);
  }

  @Test
  void whatWasRegisteredNeedNotBeLookedUp() {
    registry.register("a-value", STRING);
    assertThat(registry.idOf("a-value", STRING)).isEqualTo(7);
    assertThat(asked.questions).hasSize(1);
  }

  @Test
  void subjectsAndSchemasAreToldApart() {
    registry.idOf("a-value", STRING);
    registry.idOf("a-value", LONG);
    registry.idOf("b-value", STRING);
    registry.byId(1, "a-value");
    registry.byId(1, "b-value");
    assertThat(asked.questions).hasSize(5).doesNotHaveDuplicates();
  }

  @Test
  void aQuestionThatFailedIsAskedAgain() {
    asked.away = true;
    assertThatThrownBy(() -> registry.byId(1, "a-value"))
        .isInstanceOf(RegistryUnavailableException.class);
    asked.away = false;
    assertThat(registry.byId(1, "a-value")).isEqualTo(STRING);
    assertThat(asked.questions).hasSize(2);
  }
}
