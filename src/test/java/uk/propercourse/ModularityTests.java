package uk.propercourse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTests {

    private final ApplicationModules modules = ApplicationModules.of(ProperCourse.class);

    @Test
    void modulesUseOnlyWhatTheyDeclare() {
        modules.verify();
    }

    @Test
    void everyModuleSaysWhatItIsForAndWhatItMayUse() throws Exception {
        for (var module : modules) {
            String name = module.getBasePackage().getName();
            Path info = Path.of("src/main/java", name.replace('.', '/'), "package-info.java");
            assertThat(info).exists();
            assertThat(Files.readString(info)).contains("/**").contains("allowedDependencies");
            ApplicationModule declared = Class.forName(name + ".package-info").getAnnotation(ApplicationModule.class);
            assertThat(declared.allowedDependencies())
                    .as("allowedDependencies of " + name)
                    .doesNotContain(ApplicationModule.OPEN_TOKEN);
        }
    }
}
