package uk.propercourse.rules;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The rules that are live. */
@Service
public class RuleBook {

    private final JdbcClient jdbc;

    RuleBook(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The live version of each rule, strongest first. */
    public List<Rule> listLive() {
        return jdbc.sql("""
                        select code, version, name, sentence, expression, family, weight, usual_share, tier, lane, story, source
                        from rules.rule where status = 'LIVE' order by weight desc, code
                        """)
                .query((row, n) -> new Rule(
                        row.getString("code"),
                        row.getInt("version"),
                        row.getString("name"),
                        row.getString("sentence"),
                        row.getString("expression"),
                        Family.valueOf(row.getString("family")),
                        row.getInt("weight"),
                        row.getObject("usual_share", Double.class),
                        row.getInt("tier"),
                        Rule.Lane.valueOf(row.getString("lane")),
                        Rule.Story.valueOf(row.getString("story")),
                        row.getString("source")))
                .list();
    }
}
