package uk.propercourse;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.temporal.TemporalAccessor;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.RestController;

class ArchitectureTests {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("uk.propercourse");

    @Test
    void asksTheClockBeanForTheTime() {
        DescribedPredicate<JavaMethodCall> nowWithoutClock = new DescribedPredicate<>("now() without a clock") {
            @Override
            public boolean test(JavaMethodCall call) {
                return call.getName().equals("now")
                        && call.getTarget().getRawParameterTypes().isEmpty()
                        && call.getTargetOwner().isAssignableTo(TemporalAccessor.class);
            }
        };
        noClasses().should(callMethodWhere(nowWithoutClock)).check(CLASSES);
    }

    @Test
    void injectsThroughConstructors() {
        noFields().should().beAnnotatedWith(Autowired.class).check(CLASSES);
    }

    @Test
    void keepsControllersInWebPackagesAndHidden() {
        classes()
                .that()
                .areAnnotatedWith(Controller.class)
                .or()
                .areAnnotatedWith(RestController.class)
                .should()
                .resideInAnyPackage("..web..")
                .andShould()
                .bePackagePrivate()
                .check(CLASSES);
    }

    @Test
    void keepsTransactionsAndSqlOutOfControllers() {
        noClasses()
                .that()
                .areAnnotatedWith(Controller.class)
                .or()
                .areAnnotatedWith(RestController.class)
                .should()
                .dependOnClassesThat(resideInAPackage("org.springframework.jdbc.."))
                .orShould()
                .beAnnotatedWith(Transactional.class)
                .check(CLASSES);
    }

    @Test
    void knowsNoHttpBelowTheWeb() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..web..", "uk.propercourse.security..")
                .should()
                .dependOnClassesThat(resideInAPackage("jakarta.servlet.."))
                .check(CLASSES);
    }
}
