package uk.propercourse.rules.language;

import dev.cel.common.ast.CelExpr;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import uk.propercourse.rules.facts.Fact;
import uk.propercourse.rules.facts.Vocabulary;

/**
 * What has to hold of an access, at little cost, wherever an expression does: the facts of all the others need not be
 * assembled. It may let too much through, never too little.
 */
final class Screen {

    /** Lets everything through. */
    static final String NONE = "true";

    private static final String UNEXPLAINED = "not j.explained";
    /** What is at least as much as a number has to compare with, where the number compares so. */
    private static final Map<String, String> COMPARISONS = Map.of("_>=_", ">=", "_>_", ">", "_==_", ">=");

    private Screen() {}

    static String of(CelExpr expression) {
        return switch (expression.getKind()) {
            case SELECT -> fact(expression).map(Screen::ofTrue).orElse(NONE);
            case CALL -> of(expression.call());
            default -> NONE;
        };
    }

    private static String of(CelExpr.CelCall call) {
        List<CelExpr> arguments = call.args();
        return switch (call.function()) {
            case "_&&_" -> join(arguments, " and ", true);
            case "_||_" -> join(arguments, " or ", false);
            case "!_" -> isExplained(arguments.get(0)) ? UNEXPLAINED : NONE;
            case "_>=_", "_>_", "_==_" -> comparison(call.function(), arguments.get(0), arguments.get(1));
            default -> NONE;
        };
    }

    /** One side of "and" screens alone; of "or" both have to. */
    private static String join(List<CelExpr> arguments, String with, boolean oneIsEnough) {
        List<String> screens = arguments.stream().map(Screen::of).distinct().toList();
        List<String> real =
                screens.stream().filter(screen -> !screen.equals(NONE)).toList();
        if (real.isEmpty() || (!oneIsEnough && real.size() < screens.size())) {
            return NONE;
        }
        return real.size() == 1 ? real.get(0) : real.stream().collect(Collectors.joining(with, "(", ")"));
    }

    private static String comparison(String operator, CelExpr left, CelExpr right) {
        if (right.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
            return NONE;
        }
        return fact(left)
                .filter(fact -> fact.type() == Fact.Type.INT || fact.type() == Fact.Type.DOUBLE)
                .map(Fact::screen)
                .map(screen ->
                        screen.formatted(COMPARISONS.get(operator) + " " + RuleCompiler.constant(right.constant())))
                .orElse(NONE);
    }

    private static String ofTrue(Fact fact) {
        return fact.type() == Fact.Type.BOOL && fact.screen() != null ? fact.screen() : NONE;
    }

    private static boolean isExplained(CelExpr expression) {
        return fact(expression)
                .filter(fact -> fact.name().equals("explanation.explained"))
                .isPresent();
    }

    private static Optional<Fact> fact(CelExpr expression) {
        return expression.getKind() == CelExpr.ExprKind.Kind.SELECT
                ? Vocabulary.find(RuleCompiler.path(expression))
                : Optional.empty();
    }
}
