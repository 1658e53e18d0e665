import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Of kafka-topics.sh what compose.yaml uses: --list, and --create --if-not-exists. */
public class TopicTool {
  public static void main(String[] arguments) throws Exception {
    List<String> all = List.of(arguments);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", after(all, "--bootstrap-server")))) {
      if (all.contains("--list")) {
        System.out.println(admin.listTopics().names().get());
        return;
      }
      String topic = after(all, "--topic");
      Map<String, String> config = new HashMap<>();
      if (all.contains("--config")) {
        String[] pair = after(all, "--config").split("=");
        config.put(pair[0], pair[1]);
      }
      if (!admin.listTopics().names().get().contains(topic)) {
        int partitions = Integer.parseInt(after(all, "--partitions"));
        admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(config))).all().get();
      }
    }
  }

  private static String after(List<String> all, String option) {
    return all.get(all.indexOf(option) + 1);
  }
}
