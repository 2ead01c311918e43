// Fills in XForms with JavaRosa and says what is relevant, and the values of it.
//
// For each argument FORM.xml: FORM.in holds a case a line, NAME=TEXT parted by tabs; FORM.out gets a line
// for each, NAME=TEXT for every relevant node.

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.javarosa.core.model.Constants;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.data.DateData;
import org.javarosa.core.model.data.DecimalData;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.data.IntegerData;
import org.javarosa.core.model.data.StringData;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.model.instance.TreeElement;
import org.javarosa.core.model.utils.DateUtils;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.util.XFormUtils;

public class Fill {
    public static void main(String[] paths) throws Exception {
        new XFormsModule().registerModule();
        for (String path : paths) fill(path);
    }

    private static void fill(String path) throws Exception {
        FormDef form = XFormUtils.getFormFromFormXml(path, null);
        form.initialize(true, new InstanceInitializationFactory());
        Map<String, TreeElement> nodes = new LinkedHashMap<>();
        collect(form.getMainInstance().getRoot(), nodes);
        Map<String, String> entered = new LinkedHashMap<>();
        try (PrintWriter out = new PrintWriter(path.replace(".xml", ".out"), StandardCharsets.UTF_8)) {
            for (String line : Files.readAllLines(Path.of(path.replace(".xml", ".in")))) {
                Map<String, String> answers = parse(line);
                for (String name : entered.keySet()) answers.putIfAbsent(name, "");
                for (Map.Entry<String, String> answer : answers.entrySet()) {
                    TreeElement node = nodes.get(answer.getKey());
                    form.setValue(data(node, answer.getValue()), node.getRef(), true);
                }
                entered.putAll(answers);
                out.println(nodes.values().stream().filter(TreeElement::isRelevant)
                    .map(node -> node.getName() + "=" + text(node)).collect(Collectors.joining("\t")));
            }
        }
    }

    private static void collect(TreeElement node, Map<String, TreeElement> nodes) {
        nodes.put(node.getName(), node);
        for (int child = 0; child < node.getNumChildren(); child++) collect(node.getChildAt(child), nodes);
    }

    private static Map<String, String> parse(String line) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (String cell : line.split("\t")) {
            if (!cell.isEmpty()) answers.put(cell.substring(0, cell.indexOf('=')), cell.substring(cell.indexOf('=') + 1));
        }
        return answers;
    }

    private static IAnswerData data(TreeElement node, String text) {
        if (text.isEmpty()) return null;
        switch (node.getDataType()) {
            case Constants.DATATYPE_DECIMAL: return new DecimalData(Double.parseDouble(text));
            case Constants.DATATYPE_INTEGER: return new IntegerData(Integer.parseInt(text));
            case Constants.DATATYPE_DATE: return new DateData(DateUtils.parseDate(text));
            default: return new StringData(text);
        }
    }

    private static String text(TreeElement node) {
        return node.getValue() == null ? "" : node.getValue().uncast().getString();
    }
}
