package uk.propercourse.rules.language;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import uk.propercourse.rules.facts.Fact;
import uk.propercourse.rules.facts.Vocabulary;

/**
 * Checks a rule's expression against the vocabulary and compiles it to SQL over the assembler's columns.
 *
 * <p>The language is CEL (<a href="https://github.com/google/cel-spec">cel-spec</a>) without macros: comparisons,
 * {@code && || !}, {@code in} a list, arithmetic, {@code startsWith}, {@code endsWith} and {@code contains}. Length,
 * depth and size are bounded. Unknown is SQL's null with its three-valued logic, so that unknown accuses nobody.
 */
public final class RuleCompiler {

    private static final Map<String, String> OPERATORS = Map.ofEntries(
            Map.entry("_==_", "="),
            Map.entry("_!=_", "<>"),
            Map.entry("_<_", "<"),
            Map.entry("_<=_", "<="),
            Map.entry("_>_", ">"),
            Map.entry("_>=_", ">="),
            Map.entry("_&&_", "and"),
            Map.entry("_||_", "or"),
            Map.entry("_+_", "+"),
            Map.entry("_-_", "-"),
            Map.entry("_*_", "*"));

    private static final double MOST = 1e12;

    private final CelCompiler compiler = compiler();

    /**
     * A compiled condition.
     *
     * @param sql a boolean expression over the assembler's columns, each qualified by {@code f}
     * @param facts what it reads, in order of appearance
     * @param unexplainedOnly whether it demands {@code !explanation.explained}, so that explained accesses need no asking
     * @param screen a condition over the access {@code j} that costs little and holds wherever this one does;
     *     {@value Screen#NONE} where there is none
     */
    public record Condition(String sql, Set<Fact> facts, boolean unexplainedOnly, String screen) {

        /** Whether there is a screen. */
        public boolean isScreened() {
            return !screen.equals(Screen.NONE);
        }
    }

    /**
     * Compiles an expression.
     *
     * @throws RuleSyntaxException when it is not a condition over the vocabulary
     */
    public Condition compile(String expression) {
        CelAbstractSyntaxTree tree = check(expression);
        Translation translation = new Translation(tree);
        String sql = translation.sql(tree.getExpr());
        return new Condition(sql, translation.facts, demandsUnexplained(tree.getExpr()), Screen.of(tree.getExpr()));
    }

    /**
     * Checks an expression, as CEL's own runtime would run it.
     *
     * @throws RuleSyntaxException when it is not a condition over the vocabulary
     */
    public CelAbstractSyntaxTree check(String expression) {
        try {
            return compiler.compile(expression).getAst();
        } catch (CelValidationException e) {
            throw new RuleSyntaxException(e.getErrors().stream()
                    .map(issue -> new RuleSyntaxException.Mistake(
                            issue.getSourceLocation().getLine(),
                            issue.getSourceLocation().getColumn() + 1,
                            issue.getMessage(),
                            NearestName.of(issue.getMessage()).orElse(null)))
                    .toList());
        }
    }

    /**
     * One of the conditions that must all hold.
     *
     * @param text as it was written
     * @param condition compiled
     */
    public record Part(String text, Condition condition) {}

    /**
     * The conditions that are joined by {@code &&} at the top of an expression, in order.
     *
     * @throws RuleSyntaxException when it is not a condition over the vocabulary
     */
    public List<Part> parts(String expression) {
        return ConjunctionText.split(expression).stream()
                .map(text -> new Part(text, compile(text)))
                .toList();
    }

    /** Whether one of the conditions that are joined by {@code &&} at the top is {@code !explanation.explained}. */
    private static boolean demandsUnexplained(CelExpr expression) {
        if (expression.getKind() != CelExpr.ExprKind.Kind.CALL) {
            return false;
        }
        CelExpr.CelCall call = expression.call();
        return switch (call.function()) {
            case "_&&_" -> call.args().stream().anyMatch(RuleCompiler::demandsUnexplained);
            case "!_" ->
                call.args().get(0).getKind() == CelExpr.ExprKind.Kind.SELECT
                        && path(call.args().get(0)).equals("explanation.explained");
            default -> false;
        };
    }

    /** One expression on its way to SQL. */
    private static final class Translation {

        private static final Set<String> ARITHMETIC = Set.of("_+_", "_-_", "_*_");
        private static final int FACTORS = 4;
        private static final Set<String> ORDER = Set.of("_<_", "_<=_", "_>_", "_>=_");

        private final CelAbstractSyntaxTree tree;
        private final Set<Fact> facts = new LinkedHashSet<>();

        Translation(CelAbstractSyntaxTree tree) {
            this.tree = tree;
        }

        String sql(CelExpr expression) {
            return switch (expression.getKind()) {
                case CONSTANT -> constant(expression.constant());
                case SELECT -> fact(path(expression));
                case LIST ->
                    expression.list().elements().stream().map(this::sql).collect(Collectors.joining(", ", "(", ")"));
                case CALL -> call(expression.call());
                default ->
                    throw new RuleSyntaxException("A rule cannot use "
                            + expression.getKind().name().toLowerCase(Locale.ROOT) + " expressions.");
            };
        }

        private String fact(String name) {
            Fact fact = Vocabulary.find(name)
                    .orElseThrow(() -> new RuleSyntaxException("There is no fact '" + name + "'."));
            facts.add(fact);
            return "f." + fact.column();
        }

        private String call(CelExpr.CelCall call) {
            List<String> arguments = call.args().stream().map(this::sql).toList();
            String operator = OPERATORS.get(call.function());
            if (operator != null) {
                return "(" + arguments.get(0) + widened(call) + " " + operator + " " + arguments.get(1)
                        + collation(call) + ")";
            }
            String target = call.target().map(this::sql).orElse("");
            return switch (call.function()) {
                case "!_" -> "(not " + arguments.get(0) + ")";
                case "-_" -> "(-" + arguments.get(0) + ")";
                case "@in" -> "(" + arguments.get(0) + " in " + arguments.get(1) + ")";
                case "startsWith" -> "starts_with(" + target + ", " + arguments.get(0) + ")";
                case "endsWith" ->
                    "(right(" + target + ", length(" + arguments.get(0) + ")) = " + arguments.get(0) + ")";
                case "contains" -> "(position(" + arguments.get(0) + " in " + target + ") > 0)";
                default -> throw new RuleSyntaxException("A rule cannot use the function " + call.function() + ".");
            };
        }

        /** Whole numbers are reckoned without bound and factors are few, so that no rule can stop matching by overflow. */
        private String widened(CelExpr.CelCall call) {
            if (!ARITHMETIC.contains(call.function())) {
                return "";
            }
            if (factors(call) > FACTORS) {
                throw new RuleSyntaxException(
                        "A rule cannot multiply more than " + FACTORS + " numbers with one another.");
            }
            return isOf(call.args().get(0), SimpleType.INT) ? "::numeric" : "";
        }

        private static int factors(CelExpr.CelCall call) {
            return call.args().stream()
                    .mapToInt(
                            argument -> argument.getKind() == CelExpr.ExprKind.Kind.CALL ? factors(argument.call()) : 1)
                    .reduce(call.function().equals("_*_") ? Integer::sum : Math::max)
                    .orElse(1);
        }

        private boolean isOf(CelExpr expression, CelType type) {
            return tree.getType(expression.id()).filter(type::equals).isPresent();
        }

        /** CEL orders words by code point, whatever the language of the database. */
        private String collation(CelExpr.CelCall call) {
            boolean words = ORDER.contains(call.function()) && isOf(call.args().get(0), SimpleType.STRING);
            return words ? " collate \"C\"" : "";
        }
    }

    static String constant(CelConstant constant) {
        return switch (constant.getKind()) {
            case STRING_VALUE -> "'" + constant.stringValue().replace("'", "''") + "'";
            case INT64_VALUE -> bounded((double) constant.int64Value(), constant.int64Value() + "::bigint");
            case DOUBLE_VALUE -> bounded(constant.doubleValue(), constant.doubleValue() + "::double precision");
            case BOOLEAN_VALUE -> Boolean.toString(constant.booleanValue());
            default ->
                throw new RuleSyntaxException("A rule cannot use constants of the kind "
                        + constant.getKind().name().toLowerCase(Locale.ROOT) + ".");
        };
    }

    private static String bounded(double value, String sql) {
        if (Math.abs(value) > MOST) {
            throw new RuleSyntaxException("A rule cannot use numbers beyond a million million.");
        }
        return sql;
    }

    static String path(CelExpr expression) {
        return expression.getKind() == CelExpr.ExprKind.Kind.SELECT
                ? path(expression.select().operand()) + "."
                        + expression.select().field()
                : expression.ident().name();
    }

    private static CelCompiler compiler() {
        Map<String, List<Fact>> groups = Vocabulary.list().stream().collect(Collectors.groupingBy(Fact::group));
        List<StructType> types = groups.entrySet().stream()
                .map(e -> struct(e.getKey(), e.getValue()))
                .toList();
        var builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(CelOptions.current()
                        .enableHeterogeneousNumericComparisons(true)
                        .maxExpressionCodePointSize(2_000)
                        .maxParseRecursionDepth(40)
                        .maxParseExpressionNodeCount(300)
                        .build())
                .setTypeProvider(provider(ImmutableList.copyOf(types)))
                .setResultType(SimpleType.BOOL);
        types.forEach(type -> builder.addVar(type.name().substring("fact.".length()), type));
        return builder.build();
    }

    private static StructType struct(String group, List<Fact> facts) {
        ImmutableMap<String, CelType> fields =
                facts.stream().collect(ImmutableMap.toImmutableMap(Fact::word, fact -> type(fact.type())));
        return StructType.create(
                "fact." + group, ImmutableSet.copyOf(fields.keySet()), name -> Optional.ofNullable(fields.get(name)));
    }

    private static CelType type(Fact.Type type) {
        return switch (type) {
            case BOOL -> SimpleType.BOOL;
            case INT -> SimpleType.INT;
            case DOUBLE -> SimpleType.DOUBLE;
            case STRING -> SimpleType.STRING;
        };
    }

    private static CelTypeProvider provider(ImmutableList<CelType> types) {
        return new CelTypeProvider() {
            @Override
            public ImmutableCollection<CelType> types() {
                return types;
            }

            @Override
            public Optional<CelType> findType(String name) {
                return types.stream().filter(type -> type.name().equals(name)).findFirst();
            }
        };
    }
}
