package dev.slipway.workflow;

import java.util.ArrayList;
import java.util.List;

/** The events of a workflow in the JSON form of GitHub's conformance cases. */
final class EventsJson {
  private EventsJson() {}

  static Value of(Template on) {
    ObjectValue.Builder events = ObjectValue.builder();
    if (on instanceof Template.Mapping mapping) {
      for (Template.Entry entry : Pieces.entries(mapping)) {
        events.put(Pieces.key(entry), event(Pieces.key(entry), entry.value()));
      }
    } else {
      Pieces.texts(on).forEach(event -> events.put(event, ObjectValue.empty()));
    }
    return events.build();
  }

  private static Value event(String name, Template template) {
    if (!(template instanceof Template.Mapping mapping)) {
      return Pieces.isNull(template) ? ObjectValue.empty() : plain(template);
    }
    ObjectValue.Builder event = ObjectValue.builder();
    for (Template.Entry entry : Pieces.entries(mapping)) {
      String key = Pieces.key(entry);
      event.put(key, isOfInputs(name) ? definitions(key, entry.value()) : texts(entry.value()));
    }
    return event.build();
  }

  private static boolean isOfInputs(String event) {
    return event.equals("workflow_dispatch") || event.equals("workflow_call");
  }

  private static Value texts(Template template) {
    return new ArrayValue(Pieces.texts(template).stream().map(Value::of).toList());
  }

  private static Value definitions(String key, Template template) {
    ObjectValue.Builder definitions = ObjectValue.builder();
    for (Template.Entry entry : Pieces.entries(template)) {
      Value definition = plain(entry.value());
      if (key.equals("inputs") && definition.member("type") instanceof Value.Null) {
        ObjectValue.Builder typed = ObjectValue.builder().put("type", "string");
        if (definition instanceof ObjectValue members) {
          typed.putAll(members);
        }
        definition = typed.build();
      }
      definitions.put(Pieces.key(entry), definition);
    }
    return definitions.build();
  }

  private static Value plain(Template template) {
    return switch (template) {
      case Template.Literal literal -> literal.value();
      case Template.Computed computed -> Value.of(computed.expression().source());
      case Template.Insert insert -> Value.none();
      case Template.Sequence sequence -> {
        List<Value> items = new ArrayList<>();
        sequence.items().forEach(item -> items.add(plain(item)));
        yield new ArrayValue(items);
      }
      case Template.Mapping mapping -> {
        ObjectValue.Builder members = ObjectValue.builder();
        for (Template.Entry entry : Pieces.entries(mapping)) {
          members.put(Pieces.key(entry), plain(entry.value()));
        }
        yield members.build();
      }
    };
  }
}
