# Two stages: the jar is taken apart into layers, so that a new version changes only the thin last one.
FROM eclipse-temurin:17-jre AS layers
WORKDIR /build
COPY target/proper-course.jar proper-course.jar
RUN java -Djarmode=tools -jar proper-course.jar extract --layers --destination extracted

FROM eclipse-temurin:17-jre
RUN groupadd --system --gid 10001 propercourse \
  && useradd --system --uid 10001 --gid propercourse --home-dir /var/lib/proper-course --create-home propercourse
WORKDIR /opt/proper-course
COPY --from=layers /build/extracted/dependencies/ ./
COPY --from=layers /build/extracted/spring-boot-loader/ ./
COPY --from=layers /build/extracted/snapshot-dependencies/ ./
COPY --from=layers /build/extracted/application/ ./
USER propercourse
ENV PROPERCOURSE_HOME=/var/lib/proper-course/data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=6 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /actuator/health/readiness HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q UP <&3"]
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-jar", "proper-course.jar"]
